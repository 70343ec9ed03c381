import { expect, test } from 'vitest';
import { singular } from '../../src/text/plurals.ts';

test.each(
  Object.entries({
    networks: 'network',
    studies: 'study',
    classes: 'class',
    losses: 'loss',
    boxes: 'box',
    batches: 'batch',
    meshes: 'mesh',
    responses: 'response',
    databases: 'database',
    matrices: 'matrix',
    submatrices: 'submatrix',
    vertices: 'vertex',
    indices: 'index',
    multiindices: 'multiindex',
    simplices: 'simplex',
    analyses: 'analysis',
    hypotheses: 'hypothesis',
    syntheses: 'synthesis',
    axes: 'axis',
    biases: 'bias',
    lenses: 'lens',
    viruses: 'virus',
    criteria: 'criterion',
    phenomena: 'phenomenon',
    corpora: 'corpus',
    stimuli: 'stimulus',
    leaves: 'leaf',
    curves: 'curve',
    heroes: 'hero',
    shoes: 'shoe',
    caches: 'cache',
    movies: 'movie',
    women: 'woman',
    children: 'child',
    mice: 'mouse',
    heuristics: 'heuristic',
    metrics: 'metric',
    gans: 'gan',
    llms: 'llm',
    gpus: 'gpu',
    apis: 'api',
    lms: 'lm',
    rms: 'rm',
    h100s: 'h100',
    '3dmms': '3dmm',
    ellipses: 'ellipse',
  }),
)('%s is more than one %s', (many, one) => {
  expect(singular(many)).toBe(one);
  expect(singular(one)).toBe(one);
});

const NO_PLURALS =
  'this thus always perhaps does less across bias lens news series species physics mathematics statistics robotics ' +
  'logistics dynamics semantics corpus status focus analysis basis axis synthesis loss class process address previous ' +
  'continuous atlas canvas chaos gas mars paris bayes gibbs stokes reynolds hawkes jeffreys kubernetes pandas tars ' +
  'adas https mcts has was its as is us yes gps tts data media means odds goods 24fps 3dgs 2s 漢字 γλωσσας';

test.each(NO_PLURALS.split(' '))('%s stays as it is', (word) => {
  expect(singular(word)).toBe(word);
});

test('folding a word twice is folding it once', () => {
  for (const word of ['buses', 'classes', 'theses', 'cactus', 'glasses', 'princesses'])
    expect(singular(singular(word))).toBe(singular(word));
});
