import { z } from 'zod';

/** Where sources are asked, and how. */
export interface SourcesConfig {
  readonly huggingFace: { readonly endpoint: string; readonly token?: string };
  readonly arxiv: { readonly apiUrl: string; readonly feedUrl: string; readonly crossLists: boolean };
  /** Whether feeds may stand in a private network. */
  readonly privateFeeds: boolean;
}

const address = (fallback: string) =>
  z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .default(fallback)
    .transform((url) => url.replace(/\/+$/, ''));
const yesOrNo = (fallback: 'yes' | 'no') =>
  z
    .enum(['yes', 'no'], 'must be yes or no')
    .default(fallback)
    .transform((answer) => answer === 'yes');

export const SourcesEnvironment = {
  HF_TOKEN: z.string().trim().optional(),
  HF_ENDPOINT: address('https://huggingface.co'),
  ARXIV_API_URL: address('https://export.arxiv.org'),
  ARXIV_FEED_URL: address('https://rss.arxiv.org'),
  PAPERBOY_ARXIV_CROSS_LISTS: yesOrNo('yes'),
  PAPERBOY_PRIVATE_FEEDS: yesOrNo('no'),
};

/** The sources' part of the environment. */
export function sourcesConfigOf(read: z.infer<z.ZodObject<typeof SourcesEnvironment>>): SourcesConfig {
  return {
    huggingFace: { endpoint: read.HF_ENDPOINT, ...(read.HF_TOKEN && { token: read.HF_TOKEN }) },
    arxiv: {
      apiUrl: read.ARXIV_API_URL,
      feedUrl: read.ARXIV_FEED_URL,
      crossLists: read.PAPERBOY_ARXIV_CROSS_LISTS,
    },
    privateFeeds: read.PAPERBOY_PRIVATE_FEEDS,
  };
}
