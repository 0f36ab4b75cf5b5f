export const hooks = {
  readPackage(manifest) {
    // It writes types with the compiler's own API, which TypeScript 7 no longer has.
    if (manifest.name === "openapi-typescript") {
      delete manifest.peerDependencies.typescript;
      manifest.dependencies.typescript = "5.9.3";
    }
    return manifest;
  },
};
