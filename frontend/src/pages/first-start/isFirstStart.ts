import type { State } from '@/api/types';

/** Whether the person has yet to choose how to begin; a model from the environment has chosen for them. */
export const isFirstStart = ({ settings, connection }: State): boolean => !settings.welcomed && !connection.ready;
