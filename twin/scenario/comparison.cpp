#include "twin/scenario/comparison.h"

#include "twin/support/csv.h"
#include "twin/support/digest.h"

#include <nlohmann/json.hpp>

namespace twin::scenario {

namespace {

using Json = nlohmann::ordered_json;

Json jsonOf(const Figure& figure)
{
    return std::visit([](const auto& value) { return Json(value); }, figure.value);
}

std::string cellOf(const Json& value)
{
    return value.is_null()     ? std::string()
           : value.is_string() ? csvListCell(value.get<std::string>())
                               : value.dump();
}

} // namespace

Json comparisonJson(const std::vector<Compared>& columns)
{
    std::vector<std::vector<Figure>> figures;
    for (const Compared& column : columns) {
        figures.push_back(column.figures);
    }
    Json out = Json::array();
    for (const std::string& key : figureKeys(figures)) {
        Json row{{"figure", key}};
        for (const Compared& column : columns) {
            const Figure* figure = figureNamed(column.figures, key);
            row[column.title] = figure != nullptr ? jsonOf(*figure) : Json(nullptr);
        }
        out.push_back(std::move(row));
    }
    return out;
}

std::string comparisonCsv(const std::vector<Compared>& columns)
{
    std::string out = "figure";
    for (const Compared& column : columns) {
        out += "," + csvListCell(column.title);
    }
    out += "\n";
    for (const Json& row : comparisonJson(columns)) {
        out += row["figure"].get<std::string>();
        for (const Compared& column : columns) {
            out += "," + cellOf(row[column.title]);
        }
        out += "\n";
    }
    return out;
}

std::string comparisonHash(const std::vector<Compared>& columns)
{
    Digest digest;
    for (const Compared& column : columns) {
        digest.add(column.stateHash);
    }
    return digest.finish();
}

} // namespace twin::scenario
