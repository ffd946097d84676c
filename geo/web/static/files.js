/* Reads the files that lie beside a map. A page that is opened from a folder may fetch
 * nothing, but may run scripts beside it: a file that ends in .js holds its data as
 * `atlasFiles["NAME"] = {...}`. */
const AtlasFiles = (function () {
  "use strict";

  window.atlasFiles ??= {};

  /** @param {string} address */
  const nameOf = (address) => address.split("/").at(-1) ?? "";

  /**
   * Run a script, once.
   * @param {string} address
   * @returns {Promise<any>} what it holds; undefined if it cannot be read
   */
  function run(address) {
    const name = nameOf(address);
    if (window.atlasFiles[name]) return Promise.resolve(window.atlasFiles[name]);
    return new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => resolve(window.atlasFiles[name]);
      script.onerror = () => {
        script.remove();
        resolve(undefined);
      };
      document.head.append(script);
    });
  }

  /**
   * @param {string} address
   * @returns {Promise<any>} undefined if it cannot be read
   */
  function read(address) {
    if (address.endsWith(".js")) return run(address);
    return fetch(address)
      .then((answer) => (answer.ok ? answer.json() : undefined))
      .catch(() => undefined);
  }

  return { read };
})();
