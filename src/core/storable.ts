/** Signs that no database keeps as text: the zero sign, and halves of a pair. They come from broken clients, and shall stop nobody (M12). */
export const storable = (words: string): string => words.replaceAll('\0', '').toWellFormed();
