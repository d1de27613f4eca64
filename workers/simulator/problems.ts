import type { ApiAnswer } from './api.types.ts';

const TYPES = 'https://api.twitter.com/2/problems/';
const TYPES_SINCE_POST = 'https://api.x.com/2/problems/';

export const problemType = ({ vocabulary, name }: { vocabulary: string; name: string }): string =>
  (vocabulary === 'tweet' ? TYPES : TYPES_SINCE_POST) + name;

export const invalidRequest = (message: string): ApiAnswer => ({
  status: 400,
  problem: true,
  body: {
    title: 'Invalid Request',
    detail: 'One or more parameters to your request was invalid.',
    type: 'https://api.twitter.com/2/problems/invalid-request',
    errors: [{ message, parameters: {} }],
  },
});

export const unauthorized: ApiAnswer = {
  status: 401,
  problem: true,
  body: { title: 'Unauthorized', type: 'about:blank', status: 401, detail: 'Unauthorized' },
};

export const forbidden = (detail: string): ApiAnswer => ({
  status: 403,
  problem: true,
  body: { title: 'Forbidden', type: 'about:blank', status: 403, detail },
});

export const notFoundError = ({
  vocabulary,
  parameter,
  value,
}: {
  vocabulary: string;
  parameter: string;
  value: string;
}): Record<string, unknown> => ({
  value,
  detail: `Could not find tweet with ${parameter}: [${value}].`,
  title: 'Not Found Error',
  resource_type: 'tweet',
  parameter,
  resource_id: value,
  type: problemType({ vocabulary, name: 'resource-not-found' }),
});

export const notThere: ApiAnswer = {
  status: 404,
  problem: true,
  body: { title: 'Not Found', type: 'about:blank', status: 404, detail: 'Not Found' },
};
