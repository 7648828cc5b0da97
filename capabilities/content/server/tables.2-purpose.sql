-- What an item is to bring about is said in both languages, like everything else it says; until now in one, mostly Japanese.
update content_items set definition = jsonb_set(definition, '{purpose}', jsonb_build_object('ja', definition -> 'purpose', 'en', ''))
  where jsonb_typeof(definition -> 'purpose') = 'string';
update content_versions set definition = jsonb_set(definition, '{purpose}', jsonb_build_object('ja', definition -> 'purpose', 'en', ''))
  where jsonb_typeof(definition -> 'purpose') = 'string';
