import { attentionContract } from './attention-contract.ts';
import { sqliteInTempFolder } from './support.ts';

attentionContract('SQLite', sqliteInTempFolder);
