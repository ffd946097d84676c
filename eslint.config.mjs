import js from "@eslint/js";

export default [
  { ignores: [".venv/", "tests/bench/"] },
  js.configs.recommended,
  {
    rules: {
      "consistent-return": "error",
      curly: ["error", "multi-line"],
      eqeqeq: "error",
      "max-depth": ["error", 4],
      "max-lines": ["error", 400],
      "max-lines-per-function": ["error", { max: 60, IIFEs: false }],
      "no-console": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-shadow": "error",
      "no-undef": "off" /* tsc knows the names of the browser, Leaflet and the scripts */,
      "no-unused-vars": ["error", { vars: "local" }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
    },
  },
  {
    /* A script of the map is one function that hands on one name: see geo/web/static/atlas.d.ts. */
    files: ["geo/web/static/**/*.js"],
    languageOptions: { sourceType: "script", ecmaVersion: 2023 },
  },
  {
    files: ["geo/web/static/**/{clock,panel,save,search,sheet,wording}.js"],
    languageOptions: { sourceType: "module" },
  },
  { files: ["tests/web/*.js"], languageOptions: { sourceType: "commonjs" } },
];
