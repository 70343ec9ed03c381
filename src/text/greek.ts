/** The Greek alphabet in lower case, without final sigma, and the English names of its letters. */
const NAMES: Readonly<Record<string, string>> = {
  ...{
    α: 'alpha',
    β: 'beta',
    γ: 'gamma',
    δ: 'delta',
    ε: 'epsilon',
    ζ: 'zeta',
    η: 'eta',
    θ: 'theta',
    ι: 'iota',
  },
  ...{
    κ: 'kappa',
    λ: 'lambda',
    μ: 'mu',
    ν: 'nu',
    ξ: 'xi',
    ο: 'omicron',
    π: 'pi',
    ρ: 'rho',
    σ: 'sigma',
    τ: 'tau',
  },
  ...{ υ: 'upsilon', φ: 'phi', χ: 'chi', ψ: 'psi', ω: 'omega' },
};

/** From this many Greek letters in a row on, they are a Greek word and not a formula. */
const SHORTEST_GREEK_WORD = 4;

/**
 * Spells each Greek letter by its name, apart from its neighbours by a hyphen (`αGAN` → `alpha-GAN`), so that a letter,
 * its name and its macro are one. Words in Greek stay as they are. `origins` says where each character came from.
 */
export function spellGreek(
  text: string,
  origins: readonly number[],
): { text: string; origins: readonly number[] } {
  if (!/[α-ω]/.test(text)) return { text, origins };
  const newOrigins: number[] = [];
  let spelled = '';
  const write = (piece: string, originOf: (at: number) => number): void => {
    for (let at = 0; at < piece.length; at += 1) newOrigins.push(originOf(at));
    spelled += piece;
  };
  let from = 0;
  for (const match of text.matchAll(/[α-ω]+/g)) {
    const start = match.index;
    const end = start + match[0].length;
    write(text.slice(from, start), (at) => origins[from + at] as number);
    from = end;
    if (match[0].length >= SHORTEST_GREEK_WORD) {
      write(match[0], (at) => origins[start + at] as number);
      continue;
    }
    const before = isWordCharacter(text[start - 1]) ? '-' : '';
    const after = isWordCharacter(text[end]) ? '-' : '';
    [...match[0]].forEach((letter, index) => {
      const origin = origins[start + index] as number;
      write(`${index === 0 ? before : '-'}${NAMES[letter] ?? letter}`, () => origin);
    });
    write(after, () => origins[end] as number);
  }
  write(text.slice(from), (at) => origins[from + at] as number);
  return { text: spelled, origins: newOrigins };
}

function isWordCharacter(char: string | undefined): boolean {
  return char !== undefined && /[\p{L}\p{N}]/u.test(char);
}
