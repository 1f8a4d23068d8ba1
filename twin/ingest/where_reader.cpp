#include "twin/ingest/alarm_rule_reader.h"

#include <algorithm>
#include <utility>

namespace twin::ingest {

namespace {

bool readCondition(JsonFields& where, const std::string& label, std::vector<LabelCondition>& out)
{
    LabelCondition condition;
    condition.label = label;
    if (where.value(label).is_object()) {
        JsonFields inner = where.inside(label);
        condition.isNegated = true;
        if (!inner.onlyKnows({"not"}) || !inner.texts("not", condition.patterns)) {
            return inner.fail("not", "a text or a list of texts");
        }
    } else if (!where.texts(label, condition.patterns)) {
        return where.fail(label, "a text, a list of texts, or {\"not\": …}");
    }
    out.push_back(std::move(condition));
    return true;
}

} // namespace

bool readWhere(JsonFields& fields, std::vector<LabelCondition>& out)
{
    if (!fields.has("where")) {
        return true;
    }
    if (!fields.value("where").is_object()) {
        return fields.fail("where", "an object of labels");
    }
    JsonFields where = fields.inside("where");
    const std::vector<std::string> labels = where.names();
    return std::all_of(labels.begin(), labels.end(),
                       [&](const std::string& label) { return readCondition(where, label, out); });
}

} // namespace twin::ingest
