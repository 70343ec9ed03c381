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
    indoors oftentimes outdoors overseas perhaps regardless sideways sometimes theirs this thus towards upwards
    versus whereas yours
    adas https lpips mcts neurips tars
    alias atlas asbestos bias bus canvas chaos christmas cosmos crossroads diabetes ethos gas goods headquarters herpes kudos
    lens means measles mumps news odds pancreas pathos rabies rhinoceros rickets sapiens scissors series species
    thermos trans
    adams amos andes archimedes ares arkansas athens barros bates bayes brussels carlos charles chronos collins dallas
    davies davis descartes dickens douglas edwards elias erdos evans flanders gibbs hans hastings hawkes helios hercules
    hermes himalayas hobbes holmes honduras hughes illinois jacobs james jeffreys jenkins jones jonas judas jules kairos
    kansas keras keynes kubernetes lagos las los lucas lumos macos mars massachusetts matthews matthias mercedes mises
    naples netherlands nicholas pandas paris pericles phidias philippines postgres procrustes pythagoras ramos redis
    reuters reynolds rhodes roberts rogers ross sanders santos sars siemens simons socrates stokes takens texas thanos
    thomas tobias ulysses vegas vries waals wales watts williams yates zeus
  `),
);

/** Singular forms by their plurals. */
export const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ...pairs(`
    anamorphoses anamorphosis  apotheoses apotheosis  axes axis  crises crisis  diagnoses diagnosis
    emphases emphasis  metamorphoses metamorphosis  metastases metastasis  neuroses neurosis  oases oasis
    osmoses osmosis  prognoses prognosis  psychoses psychosis  symbioses symbiosis  synopses synopsis
  `),
  ...pairs(`
    aliases alias  apparatuses apparatus  atlases atlas  biases bias  bonuses bonus  buses bus  campuses campus
    canvases canvas  censuses census  choruses chorus  circuses circus  consensuses consensus
    coronaviruses coronavirus  corpuses corpus  fetuses fetus  focuses focus  gases gas  genuses genus  irises iris
    lenses lens  octopuses octopus  radiuses radius  rebuses rebus  statuses status  stimuluses stimulus  surpluses surplus
    syllabuses syllabus  thesauruses thesaurus  viruses virus
  `),
  ...pairs(`
    apices apex  appendices appendix  codices codex  cortices cortex  directrices directrix  helices helix
    simplices simplex  vortices vortex
  `),
  ...pairs(`
    bookshelves bookshelf  calves calf  dwarves dwarf  elves elf  halves half  hooves hoof  knives knife  leaves leaf  lives life  loaves loaf
    scarves scarf  selves self  sheaves sheaf  shelves shelf  thieves thief  wives wife  wolves wolf
    ourselves ourselves  themselves themselves  yourselves yourselves
  `),
  ...pairs(`
    buffaloes buffalo  cargoes cargo  dominoes domino  echoes echo  embargoes embargo  heroes hero  mosquitoes mosquito
    haloes halo  mangoes mango  mottoes motto  potatoes potato  superheroes superhero  tomatoes tomato  tornadoes tornado  torpedoes torpedo  vetoes veto
    volcanoes volcano  zeroes zero
  `),
  ...pairs(`
    brownies brownie  calories calorie  cookies cookie  dies die  foodies foodie  freebies freebie  genies genie
    hoodies hoodie  indies indie  lies lie  movies movie  newbies newbie  pies pie  prairies prairie  rookies rookie  selfies selfie
    smoothies smoothie  sorties sortie  ties tie  veggies veggie  zombies zombie
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
    addenda addendum  compendia compendium  crania cranium  automata automaton  bacteria bacterium  continua continuum  criteria criterion
    curricula curriculum  desiderata desideratum  equilibria equilibrium  errata erratum  extrema extremum
    ganglia ganglion  maxima maximum  memoranda memorandum  millennia millennium  minima minimum
    mitochondria mitochondrion  momenta momentum  octahedra octahedron  optima optimum  phenomena phenomenon
    polyhedra polyhedron  quanta quantum  spectra spectrum  strata stratum  symposia symposium
    tetrahedra tetrahedron  vacua vacuum
  `),
  ...pairs(`
    algae alga  antennae antenna  formulae formula  hyphae hypha  lacunae lacuna  larvae larva  nebulae nebula  personae persona  supernovae supernova
    vertebrae vertebra  lemmata lemma  schemata schema
  `),
  ...pairs(`
    alumni alumnus  bacilli bacillus  calculi calculus  corpora corpus  foci focus  fungi fungus  genera genus
    hippocampi hippocampus  loci locus  moduli modulus  nuclei nucleus  radii radius  stimuli stimulus
    subcorpora subcorpus  syllabi syllabus  thalami thalamus  tori torus
  `),
  // Nouns in -ic. Other words in -ics name a field (`logistics`), beside an adjective in -ic.
  ...withS(`
    academic antibiotic characteristic clinic comic critic cynic epidemic fabric harmonic heuristic infographic logic
    lunatic lyric metric mimic mnemonic mosaic pandemic picnic quadric relic rubric schematic sceptic skeptic subtopic
    superquadric tactic topic
  `),
  // Words whose plural looks like a singular, and acronyms of two letters where the plural is what people write.
  ...withS(`
    ai api alibi bci cli cpu dpu emoji emu fpu genai gnu gpu gru gui guru hci hoi imu ipu kiwi kpi lpu menu mlu mpi mri
    npu plateau poi ppi qpu rabbi relu roi ski sku t2i taxi tpu vpu wiki wsi xpu
    ar cm ct dm dt ev fm id kg kp kv lm nc nf nn pc pr qa rf rm sm tv ui vm wm
    3dmm
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
