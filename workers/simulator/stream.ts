import { readFileSync } from 'node:fs';
import { z } from 'zod';

const words = z.array(z.string().min(1)).min(2);
const bbox = z.tuple([z.number(), z.number(), z.number(), z.number()]);

/** One line of a stream: the shape of `replay`, and what a living stream needs besides. */
const demoLine = z.object({
  id: z.string().min(1),
  text: z.string().min(1),
  author: z.string().regex(/^\w{3,15}$/),
  name: z.string().min(1),
  kind: z.enum(['mention', 'reply', 'quote', 'retweet', 'dm']).default('mention'),
  /** Whom a direct message goes to. */
  to: z.string().optional(),
  inReplyTo: z.string().optional(),
  quotes: z.string().optional(),
  retweetOf: z.string().optional(),
  media: z.number().int().min(1).max(4).optional(),
  point: z.tuple([z.number(), z.number()]).optional(),
  place: z.object({ fullName: z.string(), type: z.string().optional(), bbox }).optional(),
  lang: z.string().optional(),
  language: z.enum(['hi', 'hinglish', 'en', 'mr']),
  /** How the author answers when told something. */
  mood: z.enum(['waiting', 'thankful', 'none']).default('none'),
  /** A word of the text, then what stands in its place in later rounds. */
  vary: z.array(words).optional(),
});
export type DemoLine = z.infer<typeof demoLine>;

const moods = z.object({ waiting: z.array(z.string()), thankful: z.array(z.string()), none: z.array(z.string()) });
const demoAnswers = z.object({ hi: moods, hinglish: moods, en: moods, mr: moods });
export type DemoAnswers = z.infer<typeof demoAnswers>;

/** Lines of a file; the first that is wrong stops with its number. */
export function readStream(text: string): readonly DemoLine[] {
  return text
    .split('\n')
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '')
    .map(({ line, number }) => {
      const read = demoLine.safeParse(JSON.parse(line));
      if (!read.success)
        throw new Error(`line ${number}: ${read.error.issues[0]?.path.join('.')} ${read.error.issues[0]?.message}`);
      return read.data;
    });
}

export function loadStream({ streamFile, answersFile }: { streamFile: string; answersFile: string }): {
  lines: readonly DemoLine[];
  answers: DemoAnswers;
} {
  return {
    lines: readStream(readFileSync(streamFile, 'utf8')),
    answers: demoAnswers.parse(JSON.parse(readFileSync(answersFile, 'utf8'))),
  };
}
