import lit from "eslint-plugin-lit";
import typescript from "typescript-eslint";

export default typescript.config({
  files: ["src/main/resources/web/app/**/*.ts"],
  extends: [typescript.configs.recommended, lit.configs["flat/recommended"]],
  rules: {
    "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
    "no-restricted-syntax": [
      "error",
      { selector: "MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]", message: "Event data is hostile: render it with Lit." },
      { selector: "ImportDeclaration[source.value=/unsafe-(html|svg)/]", message: "Event data is hostile: render it with Lit." },
    ],
  },
});
