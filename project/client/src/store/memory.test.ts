import { MemoryStore } from './memory.js';
import { storeContract } from './store.contract.js';

storeContract('memory', () => {
  const store = new MemoryStore();
  return { open: () => store };
});
