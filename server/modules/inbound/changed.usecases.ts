/** Marking messages whose words changed is for whoever changes them: the stages read them again. */
export { markChanged } from './changed.repository.ts';
