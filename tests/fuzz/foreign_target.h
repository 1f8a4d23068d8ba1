#pragma once

#include "twin/ingest/foreign_series.h"

#include <cstddef>
#include <cstdint>
#include <string>

/// What a foreign decoder gives, looked at as closely as a collector would.
class LookingSink final : public twin::ingest::SeriesSink
{
  public:
    void add(const twin::ingest::ForeignSeries& series) override
    {
        twin::ingest::SeriesDescription description;
        series.describer.describe(description);
        points += series.points.size();
        bytes += series.key.size() + description.name.size();
        for (const auto& label : description.labels) {
            bytes += label.name.size() + label.value.size();
        }
    }

    void refuse(std::string_view name, std::uint64_t refused, std::string_view) override
    {
        points += refused;
        bytes += name.size();
    }

    std::uint64_t points = 0;
    std::size_t bytes = 0;
};
