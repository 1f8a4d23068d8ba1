#pragma once

#include "twin/flow/share_problem.h"

#include <QByteArrayList>

#include <vector>

/// Small sharing problems as text a reader can check by eye.
namespace flow_test {

/// @param capacities b/s by link: `10 4`
/// @param flows      a flow a line: link numbers joined by `,` (`-` = none), then any of `w2` weight,
///                   `c3` rate cap in b/s, `p1` priority
inline twin::flow::ShareProblem problemFrom(const QByteArray& capacities, const QByteArray& flows)
{
    twin::flow::ShareProblem out;
    for (const QByteArray& word : capacities.simplified().split(' ')) {
        out.capacity_bps.push_back(word.toDouble());
    }
    for (const QByteArray& line : flows.split('\n')) {
        if (line.trimmed().isEmpty()) {
            continue;
        }
        const auto words = line.simplified().split(' ');
        std::vector<std::uint32_t> path;
        if (words[0] != "-") {
            for (const QByteArray& link : words[0].split(',')) {
                path.push_back(link.toUInt());
            }
        }
        twin::flow::FlowTerms terms;
        for (qsizetype i = 1; i < words.size(); ++i) {
            const QByteArray value = words[i].mid(1);
            switch (words[i][0]) {
            case 'w':
                terms.weight = value.toDouble();
                break;
            case 'c':
                terms.cap_bps = value.toDouble();
                break;
            default:
                terms.priority = value.toUInt();
            }
        }
        out.add(path, terms);
    }
    return out;
}

inline std::vector<double> numbersFrom(const QByteArray& text)
{
    std::vector<double> out;
    for (const QByteArray& word : text.simplified().split(' ')) {
        out.push_back(word == "inf" ? twin::flow::kNoLimit : word.toDouble());
    }
    return out;
}

} // namespace flow_test
