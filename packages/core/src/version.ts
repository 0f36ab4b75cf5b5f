/** The version of this package, as it stands in package.json. */
export const version: string = "0.1.0";
