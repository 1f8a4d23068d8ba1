#include "twin/scenario/comparison.h"

#include "twin/support/csv.h"
#include "twin/support/digest.h"

#include <nlohmann/json.hpp>

#include <set>

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

std::string baseTerms(const Ground& ground)
{
    return std::string(demandKindName(ground.options().demand)) + ", seed " +
           std::to_string(ground.options().seed);
}

void titleColumns(std::vector<Compared>& columns)
{
    std::size_t bases = 0;
    std::set<std::string> taken{"figure"}; // the member beside them in each row
    for (Compared& column : columns) {
        std::string wanted = column.file.empty() ? column.name : column.file;
        if (!column.base.empty()) {
            wanted = ++bases == 1 ? "base" : "base " + std::to_string(bases) + ": " + column.base;
        }
        column.title = wanted;
        for (int number = 2; !taken.insert(column.title).second; ++number) {
            column.title = wanted + " (" + std::to_string(number) + ")";
        }
    }
}

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
