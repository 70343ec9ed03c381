import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayLine, displayText } from '../../src/text/display.ts';

test.each([
  ['Schr\\"odinger', 'Schrödinger'],
  ['Schr\\"{o}dinger', 'Schrödinger'],
  ['Schr{\\"o}dinger', 'Schrödinger'],
  ["Poincar\\'e", 'Poincaré'],
  ['Erd\\H{o}s', 'Erdős'],
  ['\\v{C}ech', 'Čech'],
  ['Fran\\c{c}ois', 'François'],
  ['na\\"{\\i}ve', 'naïve'],
  ['S\\o rensen', 'Sørensen'],
  ['\\L{}ukasz', 'Łukasz'],
  ['\\textbf{x}', 'x'],
  ['\\emph{very {\\bf big}} model', 'very big model'],
  ["``easy''", '“easy”'],
  ["a ``b'' and ``c''", 'a “b” and “c”'],
  ['pages 1--9', 'pages 1–9'],
  ['yes---no', 'yes—no'],
  ['$\\alpha$-divergence', 'α-divergence'],
  ['$x^2 + y_1$', 'x² + y₁'],
  ['$\\mathcal{O}(n \\log n)$', 'O(n log n)'],
  ['$\\frac{1}{2}$', '1/2'],
  ['95\\% of R\\&D', '95% of R&D'],
  ['Smith~et~al.', 'Smith et al.'],
  ['see \\cite{abc} there', 'see there'],
  ['\\href{https://x.org}{here}', 'here'],
  ['\\method is \\ours{}', 'method is ours'],
])('%s is shown as %s', (raw, shown) => {
  expect(displayText(raw)).toBe(shown);
});

test.each([
  'It costs $5 and $10',
  'C:\\',
  'run it with --json',
  "O'Brien's {",
  'a_b ^ c ~/home',
  'Ünïcode “quotes” – dashes',
  '模型 🤖👩‍👩‍👧',
  'x < y & z > w',
])('%s stays as its author wrote it', (text) => {
  expect(displayText(text)).toBe(text);
});

test('nothing invisible and no terminal control is left', () => {
  expect(displayText('a\u200bb\u00adc\ufeff\u202ed')).toBe('abcd');
  expect(displayText('\u001b[31mred\u001b[0m\u0007')).toBe('red');
});

test('white space folds, paragraphs stay apart, and a title is one line', () => {
  expect(displayText(' a\n  b\t c \n\n\n d ')).toBe('a b c\n\nd');
  expect(displayLine('Large\n\n  Models')).toBe('Large Models');
});

test('any text can be shown, and showing text without LaTeX again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const shown = displayText(text);
      expect(shown).toBe(shown.trim());
      if (!/[\\$`{}~^_-]|''/.test(text)) expect(displayText(shown)).toBe(shown);
    }),
  );
  const latex = fc.array(
    fc.constantFrom(
      '\\',
      '{',
      '}',
      '$',
      '^',
      '_',
      '\\frac',
      '\\"',
      '\\hat',
      '[',
      ']',
      'a',
      '~',
      '`',
      "'",
      '-',
      ' ',
    ),
  );
  fc.assert(fc.property(latex, (pieces) => void displayText(pieces.join(''))));
});
