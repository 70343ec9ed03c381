import { z } from 'zod';
import type { StepTable } from './digest-schema.ts';
import type { Step, StepKind, StepState } from './digest-store.ts';
import { presentFields } from './present-fields.ts';

export const STEP_KINDS: readonly StepKind[] = ['list', 'thread', 'card', 'quiet'];
export const STEP_STATES: readonly StepState[] = [
  'pending',
  'sending',
  'sent',
  'uncertain',
  'refused',
  'dropped',
];

const stepRow = z.object({
  key: z.string(),
  digest: z.coerce.number(),
  channel: z.string(),
  platform: z.string(),
  kind: z.enum(STEP_KINDS),
  paperId: z.string().exactOptional(),
  state: z.enum(STEP_STATES),
  tries: z.coerce.number(),
  firstTriedAt: z.coerce.number().exactOptional(),
  triedAt: z.coerce.number().exactOptional(),
});

/** The step that a row holds. */
export function readStep(row: StepTable): Step {
  return stepRow.parse(presentFields(row));
}
