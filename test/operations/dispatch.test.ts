import { dispatchContract } from './dispatch-contract.ts';
import { sqliteInTempFolder } from './support.ts';

dispatchContract('SQLite', sqliteInTempFolder);
