// question = "Who has not been seen since a date? A listing, never a claim."
// question_zh = "自某日后谁未再出现？（仅列出，不作断言）"
// family = "time"
// [parameters.date]
// type = "date"
// doc = "since this day"
// [parameters.territory]
// type = "text"
// doc = "name of the place, or a part of it"
// default = ""
// [parameters.limit]
// type = "integer"
// doc = "at most this many rows"
// default = 50
// [columns]
// official = "name"
// key = "key of that official"
// seen_last = "last day"
// territory = "place"
// reports = "how many reports show the person"
// [example]
// date = "2022-03"
// territory = "桐浦"
// limit = 10
MATCH (o:Official)
WHERE o.seen_last < $date AND coalesce(o.territory, '') CONTAINS $territory
RETURN o.name AS official, o.key AS key, o.seen_last AS seen_last, o.territory AS territory, o.reports AS reports
ORDER BY seen_last DESC, reports DESC, official, key
LIMIT $limit
