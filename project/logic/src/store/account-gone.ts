/** The account of somebody that a transaction is about was deleted meanwhile: all of it is rolled back, answered as USER_NOT_FOUND. */
export class AccountGone extends Error {
  constructor() {
    super('an account was deleted meanwhile');
  }
}
