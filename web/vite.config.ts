import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [sveltekit()],
  // They ship components that only the Svelte compiler can read.
  ssr: { noExternal: ['lucide-svelte', 'bits-ui', 'svelte-toolbelt', 'runed'] },
  build: {
    // The last Chrome that runs on the Windows 7 and 8.1 still found in offices.
    target: 'chrome109',
    cssTarget: 'chrome109',
  },
});
