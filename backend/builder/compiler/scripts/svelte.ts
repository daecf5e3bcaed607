import { offer } from './engine';
offer(() => ({}));
