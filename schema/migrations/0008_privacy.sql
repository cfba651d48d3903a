-- By what an account is found, who may ask for its friendship, and phone and e-mail as they are compared: each of one account only.
ALTER TABLE users ADD COLUMN find_by_id smallint NOT NULL DEFAULT 1;
ALTER TABLE users ADD COLUMN find_by_username smallint NOT NULL DEFAULT 1;
ALTER TABLE users ADD COLUMN find_by_phone smallint NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN find_by_email smallint NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN request_policy smallint NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN profile_version bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN users.find_by_id IS '1 = who knows the id finds the account by it.';
COMMENT ON COLUMN users.find_by_username IS '1 = who knows the username finds the account by it.';
COMMENT ON COLUMN users.find_by_phone IS '1 = who knows the phone number finds the account by it.';
COMMENT ON COLUMN users.find_by_email IS '1 = who knows the e-mail address finds the account by it.';
COMMENT ON COLUMN users.request_policy IS 'Who may ask for a friendship: 0 everybody, 1 friends of friends, 2 nobody.';
COMMENT ON COLUMN users.profile_version IS 'state_version at the last change of the profile and its switches; 0 = never.';

UPDATE users SET phone = regexp_replace(regexp_replace(phone, '[ -]', '', 'g'), '^00', '+'), email = lower(btrim(email)) WHERE phone <> '' OR email <> '';
-- nothing was proven: of those who gave the same one, the oldest account keeps it
UPDATE users u SET phone = '' WHERE phone <> '' AND EXISTS (SELECT FROM users o WHERE o.phone = u.phone AND o.id < u.id);
UPDATE users u SET email = '' WHERE email <> '' AND EXISTS (SELECT FROM users o WHERE o.email = u.email AND o.id < u.id);
CREATE UNIQUE INDEX users_phone_key ON users (phone) WHERE phone <> '';
CREATE UNIQUE INDEX users_email_key ON users (email) WHERE email <> '';
COMMENT ON COLUMN users.phone IS 'Digits, with + before a country code; unique where given, only shown to the owner.';
COMMENT ON COLUMN users.email IS 'Lower-case; unique where given, only shown to the owner.';
