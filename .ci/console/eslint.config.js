import lit from "eslint-plugin-lit";
import typescript from "typescript-eslint";

const app = "src/main/resources/web/app";

/** Rooms know those below them: shell and views, parts, frame. */
function below(room, above) {
  return {
    files: [`${app}/${room}/**/*.ts`],
    rules: {
      "no-restricted-imports": ["error", { patterns: above.map((each) => ({ regex: `/${each}/` })) }],
    },
  };
}

export default typescript.config(
  {
    files: [`${app}/**/*.ts`],
    extends: [typescript.configs.recommended, lit.configs["flat/recommended"]],
    rules: {
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-restricted-syntax": [
        "error",
        {
          selector: "MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]",
          message: "Event data is hostile: render it with Lit.",
        },
        {
          selector: "ImportDeclaration[source.value=/unsafe-(html|svg)/]",
          message: "Event data is hostile: render it with Lit.",
        },
      ],
    },
  },
  below("frame", ["parts", "views", "shell"]),
  below("parts", ["views", "shell"]),
  below("views", ["shell"]),
);
