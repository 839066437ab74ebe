-- What a notice says beyond its kind and topic, where no event of an issue says it: news of a draw.
alter table delivery add column words text;
