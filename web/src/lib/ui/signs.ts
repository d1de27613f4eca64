/** Between two pieces of a line: markup alone would lose their blanks at the edge of a block. */
export const DOT = ' · ';
export const COMMA = ', ';
export const COLON = ': ';
export const SEMICOLON = '; ';
export const SPACE = ' ';
/** Where there is nothing to count. */
export const NONE = '–';
