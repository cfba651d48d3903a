import { readConfig } from '@godwit/shared/config/read-config';
import { createLogger } from '@godwit/shared/log';
import { runService } from '@godwit/shared/service';
import { logicConfig } from './config.js';
import { startLogicNode } from './logic-node.js';

const config = readConfig('logic', logicConfig);
const log = createLogger({ name: config.NODE_NAME, level: config.LOG_LEVEL });

runService({
  name: 'logic',
  log,
  start: async () => {
    const node = await startLogicNode({ config, log });
    return { ready: { ports: node.ports }, drain: () => node.drain() };
  },
});
