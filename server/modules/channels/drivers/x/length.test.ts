import { describe, expect, it } from 'vitest';
import { measureXText } from './length.ts';

describe('length of a post', () => {
  it.each([
    ['', 0],
    ['hello', 5],
    ['क्ष', 3],
    ['नमस्ते', 6],
    ['ગુજરાતી', 7],
    ['😀', 2],
    ['👨‍👩‍👧‍👦', 2],
    ['🇮🇳', 2],
    ['👍🏽', 2],
    ['❤️', 2],
    ['1️⃣', 2],
    ['漢字', 4],
    ['é', 1],
    ['e\u0301', 1],
    ['“quoted” – yes…', 16],
    ['https://pukaar.example/t/LKO-261121-0042-7', 23],
    ['see https://a.in and http://bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.org/x now', 4 + 23 + 5 + 23 + 4],
    ['डॉकेट LKO-261121-0042-7', 23],
  ])('%j counts %i', (text, length) => {
    expect(measureXText(text)).toBe(length);
  });
});
