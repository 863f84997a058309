/** A refusal in DocSpace's `{ error }` shape. `type` and `hresult` are those of the .NET exception behind it. */
export class ApiError extends Error {
  readonly status: number;
  readonly type: string | null;
  readonly hresult: number;

  constructor(status: number, type: string | null, hresult: number, message: string) {
    super(message);
    this.status = status;
    this.type = type;
    this.hresult = hresult;
  }
}

/** A refusal in the shape of ASP.NET's model validation (400), by key of `errors`. */
export class ValidationError extends Error {
  readonly errors: Readonly<Record<string, readonly string[]>>;

  constructor(key: string, text: string) {
    super(text);
    this.errors = { [key]: [text] };
  }
}

/** The body is not announced as JSON: 415 with the misleading pair `status: 0, statusCode: 200`. */
export class UnsupportedMediaType extends Error {}

/** A status without a body: 401, 403 (scope), 404 (no route), 405, 414, 429, 402. */
export class EmptyRefusal extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, headers: Readonly<Record<string, string>> = {}) {
    super(`status ${status}`);
    this.status = status;
    this.headers = headers;
  }
}

/** 403 of an endpoint that is open to anonymous callers: bare problem+json without the envelope. */
export class BareForbidden extends Error {}

/** 403 for an address that is not on the portal's list: the body is a JSON string. */
export class IpRestricted extends Error {}

/** 404: group, person or item unknown. The text is in the portal's language. */
export const notFound = (text: string) =>
  new ApiError(404, 'ASC.Common.Web.ItemNotFoundException', -2146233088, text);

/** 403 by the caller's role. */
export const accessDenied = () =>
  new ApiError(403, 'ASC.Common.Security.Authorizing.AuthorizingException', -2146233088, 'Access denied');

/** 400 of the `ArgumentException` family. */
export const badArgument = (text: string) => new ApiError(400, 'System.ArgumentException', -2147024809, text);

/** 400: a value that must not be null. */
export const nullArgument = (name: string) =>
  new ApiError(
    400,
    'System.ArgumentNullException',
    -2147467261,
    `Value cannot be null. (Parameter '${name}')`,
  );

/** 403 of a group with two heads, on everything that reads its head. */
export const twoHeads = () =>
  new ApiError(
    403,
    'System.InvalidOperationException',
    -2146233079,
    'Sequence contains more than one element.',
  );

/** 500: the database refused to store something, e.g. an emoji. */
export const unsavable = () =>
  new ApiError(
    500,
    'Microsoft.EntityFrameworkCore.DbUpdateException',
    -2146233088,
    'An error occurred while saving the entity changes. See the inner exception for details.',
  );

/** 500: the server ran into a null it did not expect. */
export const nullReference = () =>
  new ApiError(
    500,
    'System.NullReferenceException',
    -2147467261,
    'Object reference not set to an instance of an object.',
  );

/** 500: an emoji in a look-up. */
export const mixedCollations = () =>
  new ApiError(
    500,
    'MySqlConnector.MySqlException',
    -2147467259,
    "Illegal mix of collations (utf8mb3_general_ci,IMPLICIT) and (utf8mb4_general_ci,COERCIBLE) for operation 'like'",
  );
