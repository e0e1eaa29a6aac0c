export default {
  input: './target/openapi.yaml',
  output: { path: './target/generated/hey', importFileExtension: '.js' },
  plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
};
