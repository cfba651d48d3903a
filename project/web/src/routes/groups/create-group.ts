import { groupRoute } from './group-route.js';

export const createGroup = groupRoute('POST /groups', 'createGroup', 'Create a group with friends', 201);
