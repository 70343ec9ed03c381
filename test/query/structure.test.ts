import { expect, test } from 'vitest';
import { canonical, finds, problemsOf } from './finds.ts';

test('bare words in a row are one phrase', () => {
  expect(finds('graph neural network', 'A graph neural network for traffic')).toBe(true);
  expect(finds('graph neural network', 'A neural graph network')).toBe(false);
  expect(finds('graph neural network', 'A graph of a neural network')).toBe(false);
  expect(finds('graph neural network', 'Graph neural models and network design')).toBe(false);
});

test('a minus leaves out papers with the word behind it', () => {
  expect(finds('graph neural network -protein', 'Graph neural networks for traffic')).toBe(true);
  expect(finds('graph neural network -protein', 'Graph neural networks for protein folding')).toBe(false);
  expect(finds('graph neural network -protein', 'Protein folding')).toBe(false);
  expect(finds('graph neural network NOT protein', 'Graph neural networks for proteins')).toBe(false);
});

test('what is left out may stand in another place of the paper', () => {
  expect(finds('diffusion -protein', { title: 'Diffusion', abstract: 'We study proteins.' })).toBe(false);
  expect(finds('diffusion -protein', { title: 'Diffusion', keywords: ['protein'] })).toBe(false);
  expect(finds('diffusion -title:protein', { title: 'Diffusion', abstract: 'We study proteins.' })).toBe(
    true,
  );
});

test('a minus takes the whole phrase, quotation, bracket or field behind it', () => {
  expect(finds('diffusion -image generation', 'Diffusion for image generation')).toBe(false);
  expect(finds('diffusion -image generation', 'Diffusion for image editing and text generation')).toBe(true);
  expect(finds('diffusion -"image generation"', 'Diffusion for image generation')).toBe(false);
  expect(finds('diffusion -"image generation"', 'Diffusion and the generation of an image')).toBe(true);
  expect(finds('diffusion -(image OR video)', 'Video diffusion')).toBe(false);
  expect(finds('diffusion -(image OR video)', 'Audio diffusion')).toBe(true);
  expect(finds('diffusion -(image AND video)', 'Video diffusion')).toBe(true);
  expect(finds('diffusion -(image AND video)', 'Image and video diffusion')).toBe(false);
  expect(finds('diffusion -title:"image generation"', 'Diffusion for image generation')).toBe(false);
  expect(finds('diffusion -video -image generation', 'Video diffusion')).toBe(false);
  expect(finds('diffusion -video -image generation', 'Audio diffusion')).toBe(true);
});

test('AND, & and + need both, anywhere', () => {
  for (const query of ['diffusion AND robot', 'diffusion & robot', 'diffusion + robot', 'diffusion +robot']) {
    expect(finds(query, { title: 'Robots', abstract: 'They learn by diffusion.' })).toBe(true);
    expect(finds(query, 'Robots')).toBe(false);
    expect(finds(query, 'Diffusion')).toBe(false);
  }
});

test('a comma, | and OR need either', () => {
  for (const query of [
    'PINN, physics-informed',
    'PINN | physics-informed',
    'PINN OR physics-informed',
    'PINN || physics-informed',
  ]) {
    expect(finds(query, 'PINNs at scale')).toBe(true);
    expect(finds(query, 'Physics-informed learning')).toBe(true);
    expect(finds(query, 'Physics of learning')).toBe(false);
  }
});

test('AND binds closer than OR, and brackets bind closest', () => {
  expect(finds('GAN OR VAE AND robot', 'GAN')).toBe(true);
  expect(finds('GAN OR VAE AND robot', 'VAE')).toBe(false);
  expect(finds('(GAN OR VAE) AND robot', 'GAN')).toBe(false);
  expect(finds('(GAN OR VAE) robot', 'VAE for a robot')).toBe(true);
  expect(finds('((GAN, VAE) robot) OR (flow -(image | video))', 'Audio flow')).toBe(true);
  expect(finds('((GAN, VAE) robot) OR (flow -(image | video))', 'Video flow')).toBe(false);
});

test('items of other kinds next to each other are needed together', () => {
  expect(finds('robot "flow matching"', 'Flow matching for a robot')).toBe(true);
  expect(finds('robot "flow matching"', 'Flow matching')).toBe(false);
  expect(canonical('robot "flow matching" arm')).toBe(canonical('robot AND "flow matching" AND arm'));
  expect(canonical('robot title:flow arm')).toBe(canonical('robot AND title:flow AND arm'));
});

test('operators are upper case; in lower case they are words', () => {
  expect(finds('not all you need', 'Attention is not all you need')).toBe(true);
  expect(finds('search and rescue', 'Search and rescue robots')).toBe(true);
  expect(finds('search and rescue', 'Rescue search')).toBe(false);
  expect(finds('true or false', 'False')).toBe(false);
  expect(finds('search AND rescue', 'Rescue by search')).toBe(true);
});

test('an operator word in quotes, or within a word, is a word', () => {
  expect(finds('"AND" gate', 'An AND gate: AND or and')).toBe(true);
  expect(finds('AND-gate', 'The AND gate')).toBe(true);
  expect(finds('ORB SLAM', 'ORB SLAM')).toBe(true);
  expect(finds('NOTEARS', 'NOTEARS for causality')).toBe(true);
});

test('a minus negates only at the start of an item', () => {
  expect(canonical('pre-training')).not.toBe(canonical('pre -training'));
  expect(finds('x-ray imaging', 'X-ray imaging')).toBe(true);
  expect(finds('vision - language', 'Vision and language')).toBe(false);
  expect(finds('vision - language', 'Vision – language models')).toBe(true);
  expect(finds('vision -', 'Vision')).toBe(true);
  expect(finds('- vision', 'Vision')).toBe(true);
  expect(finds('vision -- language', 'Vision language')).toBe(true);
  expect(finds('vision- language', 'Vision language')).toBe(true);
});

test('a field takes one word unless quoted or bracketed', () => {
  const paper = { title: 'Flow models', abstract: 'We train them by matching.' };
  expect(finds('title:flow matching', paper)).toBe(true);
  expect(finds('title:"flow matching"', paper)).toBe(false);
  expect(finds('title:(flow matching)', paper)).toBe(false);
  expect(finds('title:(flow AND matching)', paper)).toBe(false);
  expect(finds('title:(flow OR matching)', paper)).toBe(true);
  expect(finds('title:(flow -matching)', paper)).toBe(true);
  expect(finds('title:(flow -models)', paper)).toBe(false);
});

test('every example of the grammar can be read', () => {
  const examples = [
    'title:X',
    'abstract:X',
    'author:X',
    'title:"exact words"',
    'category:cs.LG',
    'source:arxiv',
    'has:code',
  ];
  const counts = ['upvotes', 'comments', 'year'].flatMap((field) =>
    [':', '=', '>', '>=', '<', '<='].map((operator) => `${field}${operator}20`),
  );
  for (const query of [...examples, ...counts]) expect(problemsOf(query), query).toEqual([]);
});
