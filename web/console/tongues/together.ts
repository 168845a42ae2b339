export type Catalogue = Readonly<Record<string, unknown>>;

/** The words of the whole console and a file for each of its larger parts, which brings groups of its own. */
export const together = (files: Readonly<Record<string, unknown>>): Catalogue => Object.assign({}, ...Object.values(files));
