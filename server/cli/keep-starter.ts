import { keepStarter } from '../modules/assessment/starter.ts';

// Run by the build: the model that Pukaar comes with is fitted once, and not at every start.
const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Say where the model is kept');
keepStarter(file);
