import { changeLimitContract } from './change-limit-contract.ts';
import { sqliteInTempFolder } from './support.ts';

changeLimitContract('SQLite', sqliteInTempFolder);
