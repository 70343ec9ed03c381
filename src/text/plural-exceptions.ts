/*
 * What the rules of `plurals.ts` get wrong. Found by looking at every pair of words that the rules join in two years
 * of Daily Papers, and by going through the classes of irregular nouns in English.
 */

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

/** Words in -s that are singular, names, or no nouns. */
export const NOT_PLURAL: ReadonlySet<string> = new Set(
  words(`
    afterwards always backwards besides does downwards forwards goes hers inwards less nowadays ours outwards
    overseas perhaps regardless sometimes theirs this thus towards upwards versus whereas yours
    https mcts
    alias atlas asbestos bias bus canvas chaos christmas cosmos crossroads diabetes ethos gas headquarters herpes kudos
    lens means measles mumps news pancreas pathos rabies rhinoceros rickets scissors series species thermos
    adams amos andes ares arkansas athens barros bates bayes brussels carlos charles dallas davis descartes dickens
    elias evans gibbs hastings hercules hermes himalayas hobbes honduras illinois james jones jonas judas kansas keras
    keynes kubernetes lagos las los lucas macos mars massachusetts matthias mercedes naples netherlands nicholas
    pandas paris pericles philippines postgres ramos redis reuters rhodes ross sanders santos sars siemens socrates
    stokes texas thomas tobias vegas wales williams yates zeus
  `),
);

/** Singular forms by their plurals. */
export const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ...pairs(`
    axes axis  crises crisis  diagnoses diagnosis  ellipses ellipsis  emphases emphasis  metamorphoses metamorphosis
    metastases metastasis  neuroses neurosis  oases oasis  prognoses prognosis  psychoses psychosis
    symbioses symbiosis  apotheoses apotheosis  osmoses osmosis
  `),
  ...pairs(`
    aliases alias  apparatuses apparatus  atlases atlas  biases bias  bonuses bonus  buses bus  campuses campus
    canvases canvas  censuses census  choruses chorus  circuses circus  consensuses consensus
    coronaviruses coronavirus  corpuses corpus  fetuses fetus  focuses focus  gases gas  genuses genus  irises iris
    lenses lens  octopuses octopus  radiuses radius  statuses status  stimuluses stimulus  surpluses surplus
    syllabuses syllabus  thesauruses thesaurus  viruses virus
  `),
  ...pairs(`
    apices apex  appendices appendix  codices codex  cortices cortex  directrices directrix  helices helix
    indices index  matrices matrix  simplices simplex  subindices subindex  submatrices submatrix  vertices vertex
    vortices vortex
  `),
  ...pairs(`
    calves calf  elves elf  halves half  hooves hoof  knives knife  leaves leaf  lives life  loaves loaf
    scarves scarf  selves self  shelves shelf  thieves thief  wives wife  wolves wolf
    ourselves ourselves  themselves themselves  yourselves yourselves
  `),
  ...pairs(`
    buffaloes buffalo  cargoes cargo  dominoes domino  echoes echo  embargoes embargo  heroes hero  mosquitoes mosquito
    potatoes potato  superheroes superhero  tomatoes tomato  tornadoes tornado  torpedoes torpedo  vetoes veto
    volcanoes volcano  zeroes zero
  `),
  ...pairs(`
    brownies brownie  calories calorie  cookies cookie  dies die  foodies foodie  freebies freebie  genies genie
    hoodies hoodie  lies lie  movies movie  newbies newbie  pies pie  prairies prairie  rookies rookie  selfies selfie
    smoothies smoothie  ties tie  zombies zombie
  `),
  ...pairs(`
    aches ache  avalanches avalanche  caches cache  cliches cliche  headaches headache  moustaches moustache
    niches niche  pastiches pastiche  psyches psyche  quiches quiche  quizzes quiz  tranches tranche  waltzes waltz
  `),
  ...pairs(`
    children child  feet foot  geese goose  grandchildren grandchild  lice louse  men man  mice mouse  oxen ox
    teeth tooth  women woman
  `),
  ...pairs(`
    addenda addendum  automata automaton  bacteria bacterium  continua continuum  criteria criterion
    curricula curriculum  desiderata desideratum  equilibria equilibrium  errata erratum  extrema extremum
    ganglia ganglion  maxima maximum  memoranda memorandum  millennia millennium  minima minimum
    mitochondria mitochondrion  momenta momentum  octahedra octahedron  optima optimum  phenomena phenomenon
    polyhedra polyhedron  quanta quantum  spectra spectrum  strata stratum  symposia symposium
    tetrahedra tetrahedron
  `),
  ...pairs(`
    algae alga  antennae antenna  formulae formula  hyphae hypha  larvae larva  nebulae nebula  supernovae supernova
    vertebrae vertebra  lemmata lemma  schemata schema
  `),
  ...pairs(`
    alumni alumnus  bacilli bacillus  calculi calculus  corpora corpus  foci focus  fungi fungus  genera genus
    hippocampi hippocampus  loci locus  moduli modulus  nuclei nucleus  radii radius  stimuli stimulus
    subcorpora subcorpus  syllabi syllabus  thalami thalamus  tori torus
  `),
  // Nouns in -ic. Other words in -ics name a field (`logistics`), beside an adjective in -ic.
  ...withS(`
    antibiotic characteristic clinic comic critic cynic fabric harmonic heuristic infographic logic lunatic lyric metric mnemonic
    mosaic picnic relic rubric skeptic subtopic tactic topic
  `),
  // Words whose plural looks like a singular, and acronyms of two letters where the plural is what people write.
  ...withS(`
    ai api alibi bci cli cpu dpu emoji emu fpu gnu gpu gui guru hoi imu ipu kiwi menu mlu mpi mri npu plateau poi ppi rabbi relu roi ski taxi
    tpu vpu wiki wsi xpu
    dm fm id kg lm nn qa tv ui vm wm
  `),
]);

/** Plural, singular, plural, singular, … */
function pairs(text: string): [plural: string, singular: string][] {
  const list = words(text);
  return Array.from({ length: list.length / 2 }, (_, at) => [
    list[2 * at] as string,
    list[2 * at + 1] as string,
  ]);
}

function withS(text: string): [plural: string, singular: string][] {
  return words(text).map((word) => [`${word}s`, word]);
}
