-- What a signed-in device is called.
ALTER TABLE user_session ADD COLUMN device_name text NOT NULL DEFAULT '';
COMMENT ON COLUMN user_session.device_name IS 'As the device called itself at sign-in, up to 64 characters; empty = it did not.';
