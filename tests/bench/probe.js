/* Runs in the measured page: times steps of the date, up to the frame that shows them.
 *
 * A frame's work is script, style, layout and paint on the main thread. "Painted" is the
 * first task after that: a message posted from the last of the frame's callbacks.
 */
(function () {
  "use strict";

  const FRAME_MS = 1000 / 60;

  const afterFrame = (then) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => then(performance.now());
    requestAnimationFrame(() => channel.port2.postMessage(0));
  };
  const afterThisFrame = () => new Promise(afterFrame);

  /* Calls back once a frame where the browser hands out pointer moves: just before the
   * frame's own callbacks, so that what a step asks of them falls into the same frame. */
  function everyFrame(onFrame) {
    const box = document.createElement("div");
    box.style.cssText = "position:absolute;width:9px;height:9px;overflow:scroll;opacity:0";
    box.innerHTML = "<div style='height:99px'></div>";
    document.body.append(box);
    box.addEventListener("scroll", onFrame);
    const next = () => { box.scrollTop = box.scrollTop ? 0 : 20; };
    const stop = () => box.remove();
    return { next, stop };
  }

  /* Shows each date in a frame of its own by `show(iso)`. With `announced`, a step counts as
   * painted when the page says so by `atlas:painted`, if that is later than the frame. */
  async function scrub(dates, show, announced) {
    const steps = dates.map((iso) => ({ iso }));
    const paint = (event) => {
      const now = performance.now();
      const waiting = steps.find((step) => step.iso === event.detail.date && step.called && !step.announced);
      if (waiting) waiting.announced = now;
    };
    if (announced) window.addEventListener("atlas:painted", paint);
    await new Promise((done, fail) => {
      let at = 0;
      const frames = everyFrame(() => {
        const step = steps[at];
        if (!step || step.called) return;
        let before;
        requestAnimationFrame((frame) => { step.frame = frame; before = performance.now(); });
        step.called = performance.now();
        try { show(step.iso); } catch (error) { fail(error); return; }
        step.call = performance.now() - step.called;
        afterFrame((now) => {
          step.painted = now;
          at += 1;
          if (at < steps.length) frames.next();
          else { frames.stop(); done(); }
        });
        requestAnimationFrame(() => { step.callbacks = performance.now() - before; });
      });
      frames.next();
    });
    if (announced) await new Promise((resume) => setTimeout(resume, 300));
    window.removeEventListener("atlas:painted", paint);
    return steps.map((step, i) => ({
      iso: step.iso,
      script: step.call + step.callbacks,
      painted: Math.max(step.painted, step.announced || 0) - step.called,
      missed: announced && !step.announced ? 1 : 0,
      frame: i ? step.frame - steps[i - 1].frame : FRAME_MS,
    }));
  }

  /* Every window of the page that this one may look into. */
  function windows(top = window) {
    const found = [top];
    for (let i = 0; i < top.frames.length; i++) {
      try {
        if (top.frames[i].document) found.push(...windows(top.frames[i]));
      } catch { /* of another origin */ }
    }
    return found;
  }

  const marked = (mark) => windows().some((inner) =>
    inner.innerHeight > 50 && inner.document.querySelector(`path.${mark}`));

  /* Presses the page's button and waits for a frame with features of a class. */
  function press(mark) {
    const button = [...document.querySelectorAll("button")].find((one) => one.textContent.trim() === "step");
    const start = performance.now();
    return new Promise((done, fail) => {
      const watch = () => {
        if (marked(mark)) afterThisFrameIs((now) => done(now - start));
        else if (performance.now() - start > 60000) fail(new Error(`${mark} was never drawn`));
        else requestAnimationFrame(watch);
      };
      button.click();
      requestAnimationFrame(watch);
    });
  }

  /* As `afterFrame`, from within one of the frame's callbacks. */
  function afterThisFrameIs(then) {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => then(performance.now());
    channel.port2.postMessage(0);
  }

  const READY = {
    ours: (inner) => inner.atlas && inner.document.querySelector(".leaflet-container :is(path, canvas)") &&
      inner.atlas.layers().some((layer) => layer.count > 0),
    peer: (inner) => inner.document.querySelector(".leaflet-container .leaflet-map-pane"),
  };

  /* Milliseconds from navigation to the first frame that shows a map. */
  function firstMap(kind) {
    const shows = (inner) => {
      if (inner.innerHeight < 50 || !inner.document.body || !READY[kind](inner)) return false;
      return inner.getComputedStyle(inner.document.documentElement).visibility === "visible";
    };
    return new Promise((done) => {
      const watch = () => {
        if (windows().some(shows)) afterThisFrameIs(done);
        else requestAnimationFrame(watch);
      };
      requestAnimationFrame(watch);
    });
  }

  /* Milliseconds between frames while nothing happens. */
  async function idle(count) {
    const times = [];
    for (let i = 0; i <= count; i++) times.push(await new Promise(requestAnimationFrame));
    return times.slice(1).map((time, i) => time - times[i]);
  }

  window.bench = { scrub, press, firstMap, idle, afterThisFrame };
})();
