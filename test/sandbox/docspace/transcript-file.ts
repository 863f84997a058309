import { readFileSync } from 'node:fs';
import { z } from 'zod';

const transcriptSchema = z.object({
  name: z.string(),
  request: z.object({
    method: z.string(),
    path: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.unknown(),
  }),
  response: z.object({
    status: z.number(),
    headers: z.record(z.string(), z.string()),
    body: z.unknown(),
  }),
});

/** One exchange with a real DocSpace 3.7.2. */
export type Transcript = z.infer<typeof transcriptSchema>;

/** All recorded exchanges. */
export function readTranscripts(): readonly Transcript[] {
  const file = new URL('../../fixtures/docspace-transcripts.json', import.meta.url);
  return z.array(transcriptSchema).parse(JSON.parse(readFileSync(file, 'utf8')));
}
