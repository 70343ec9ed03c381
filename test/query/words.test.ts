import { expect, test } from 'vitest';
import { finds } from './finds.ts';

const yes = true;
const no = false;

test.each([
  ['GAN', 'A gan', yes],
  ['gan', 'GAN', yes],
  ['GAN', 'Gandalf', no],
  ['GAN', 'organ', no],
  ['C++', 'C++ code', yes],
  ['C++', 'C code', no],
  ['C', 'C++ code', no],
  ['C#', 'From C# to Rust', yes],
  ['C#', 'From C++ to Rust', no],
  ['C++', 'C++, C#', yes],
  ['C++ code', '(C++) code', yes],
  ['SFT+RL', 'SFT+RL', yes],
  ['SFT+RL', 'SFT + RL', yes],
  ['SFT', 'SFT+RL', yes],
  ['RL', 'SFT+RL', yes],
  ['C++11', 'C 11', yes],
  ['x++y', 'x y', yes],
  ['#GAN', 'GAN', yes],
])('a plus or # ends a word, begins none and separates inside: %s in “%s”: %s', (query, title, expected) => {
  expect(finds(query, title)).toBe(expected);
});

test.each([
  ['snake_case', 'snake case', yes],
  ['snake_case', 'snakecase', no],
  ['snakecase', 'snake_case', no],
  ['case', 'snake_case', yes],
  ['GPT-4.1', 'GPT-4.1', yes],
  ['GPT-4', 'GPT-4.1', yes],
  ['41', '4.1', no],
  ['x^2', 'x 2', yes],
  ['x2', 'x^2', no],
  ['a.b', 'ab', no],
  ['yann lecun', 'Yann (LeCun)', yes],
  ['deep learning', 'Deep… learning!', yes],
])('underscores, dots, carets and other punctuation separate: %s in “%s”: %s', (query, title, expected) => {
  expect(finds(query, title)).toBe(expected);
});

test.each([
  ['Occam razor', "Occam's razor", yes],
  ["Occam's razor", 'Occam razor', yes],
  ['Occam’s razor', "Occam's razor", yes],
  ['Occams razor', 'Occam’s razor', yes],
  ["O'Brien", 'OBrien', yes],
  ['obrien', 'O’Brien', yes],
  ['O Brien', "O'Brien", no],
  ["L'Hôpital", 'lhopital', yes],
  ["don't", 'dont', yes],
  ["models' weights", 'model weights', yes],
])('a final ’s is dropped, other apostrophes vanish: %s in “%s”: %s', (query, title, expected) => {
  expect(finds(query, title)).toBe(expected);
});

test.each([
  ['Schrodinger', 'Schrödinger', yes],
  ['Schrödinger', 'SCHRODINGER', yes],
  ['Schro\u0308dinger', 'Schrödinger', yes],
  ['Poincare', 'Poincaré', yes],
  ['strasse', 'Straße', yes],
  ['STRASSE', 'straße', yes],
  ['Lukasz', 'Łukasz', yes],
  ['naive', 'naïve', yes],
  ['Nguyen', 'Nguyễn', yes],
  ['efficient', 'eﬃcient', yes],
  ['ｄｅｅｐ', 'deep', yes],
  ['ВЫЧИСЛЕНИЯ', 'вычисления', yes],
  ['еж', 'Ёж', yes],
  ['λογος', 'ΛΌΓΟΣ', yes],
  ['שלום', 'שָׁלוֹם', yes],
  ['محمد', 'مُحَمَّد', yes],
  ['محمد', 'محـــمد', yes],
  ['می\u200cخواهم', 'میخواهم', yes],
  ['हिन्दी', 'हिन्दी भाषा', yes],
  ['हिन्दी', 'हन्द भाषा', no],
  ['한국어', '한국어 모델', yes],
  ['ガ', 'ｶﾞ', yes],
  ['か', 'が', no],
  ['Llama', 'Llama™ 3', yes],
  ['CO2', 'CO₂ capture', yes],
])('forms, case and accents are folded in every script: %s in “%s”: %s', (query, title, expected) => {
  expect(finds(query, title)).toBe(expected);
});

test.each([
  ['拡散モデル', '拡散モデル AI', yes],
  ['拡散', '拡散モデル', no],
  ['拡散モデル', '拡散モデルによる生成', no],
  ['拡散モデル', 'AI拡散モデル', yes],
  ['拡散モデル*', '拡散モデルによる生成', yes],
  ['扩散模型', '扩散模型：综述', yes],
  ['AI モデル', 'AIモデル', yes],
])('a run of Chinese or Japanese is one word: %s in “%s”: %s', (query, title, expected) => {
  expect(finds(query, title)).toBe(expected);
});
