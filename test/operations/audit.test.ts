import { auditContract } from './audit-contract.ts';
import { sqliteInTempFolder } from './support.ts';

auditContract('SQLite', sqliteInTempFolder);
