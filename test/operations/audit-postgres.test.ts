import { usePostgres } from '../support/postgres.ts';
import { attentionContract } from './attention-contract.ts';
import { auditContract } from './audit-contract.ts';
import { pruneContract } from './prune-contract.ts';
import { databasesOn } from './support.ts';

const databases = databasesOn(usePostgres());

auditContract('PostgreSQL', databases);
attentionContract('PostgreSQL', databases);
pruneContract('PostgreSQL', databases);
