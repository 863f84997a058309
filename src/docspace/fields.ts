// DocSpace 3.7: a name that ends at a person object (`manager`, `members`, `createdBy`, `createBy`) overflows the
// server's stack and ends its process. So these lists are constants of leaves, and input never reaches `fields`.

const groupRow =
  'id,name,isLDAP,membersCount,manager.id,manager.firstName,manager.lastName,manager.displayName';
const group = `${groupRow},isSystem,manager.email,manager.status`;

/**
 * The `fields` parameter of every request that returns groups or people. Without it each person in an answer
 * brings all his groups: a page of 100 groups is 2 MB instead of 16 kB.
 */
export const FIELDS = {
  groupRow,
  group,
  groupWithMembers: `${group},members.id,members.email,members.status,members.firstName,members.lastName,members.displayName`,
  groupEcho: 'id,name,membersCount,manager.id,members.id',
  idOnly: 'id',
  person:
    'id,email,firstName,lastName,displayName,status,isOwner,isAdmin,isRoomAdmin,isCollaborator,isVisitor',
} as const;
