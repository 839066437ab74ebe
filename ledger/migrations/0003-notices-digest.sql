-- What the deliveries of an issue were last planned from: most acts change nothing of it, and planning again would cost
-- more than the act itself.
alter table issue add column notices_sha256 text;
