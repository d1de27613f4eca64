import adapter from '@sveltejs/adapter-node';

/** @type {import('@sveltejs/kit').Config} */
export default {
  kit: {
    // The launcher gives every build a folder of its own, so that a running server keeps its pages.
    adapter: adapter({ out: process.env.PUKAAR_PAGES ?? 'build', precompress: true }),
    output: { preloadStrategy: 'modulepreload' },
    // The adapter takes every request for https unless told otherwise, and would refuse forms on http://localhost:
    // hooks.server.ts compares the hosts instead, so that one build works behind any front.
    csrf: { trustedOrigins: ['*'] },
    csp: {
      mode: 'auto',
      directives: {
        'default-src': ['self'],
        'script-src': ['self'],
        'style-src': ['self'],
        // The router's announcer, as Kit writes it.
        'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
        'img-src': ['self', 'data:', 'blob:'],
        'media-src': ['self', 'blob:'],
        'font-src': ['self'],
        'connect-src': ['self'],
        'worker-src': ['self'],
        'object-src': ['none'],
        'base-uri': ['self'],
        'form-action': ['self'],
        'frame-ancestors': ['none'],
      },
    },
  },
};
