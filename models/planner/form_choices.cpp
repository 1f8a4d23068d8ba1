#include "models/planner/form_choices.h"

#include "twin/support/geography.h"

#include <QSet>

#include <string>
#include <utility>

namespace models {

using namespace twin::scenario;

namespace {

QString shown(const std::string& text)
{
    return QString::fromStdString(text);
}

} // namespace

FormChoices::FormChoices(ForkPtr fork, twin::state::SnapshotPtr snapshot, const Language& language)
    : m_fork(std::move(fork))
    , m_snapshot(std::move(snapshot))
    , m_language(language)
{
    if (m_fork != nullptr) {
        m_registry = m_fork->ground()->world()->registry;
        m_snapshot = m_fork->ground()->snapshot() != nullptr ? m_fork->ground()->snapshot() : m_snapshot;
    } else if (m_snapshot != nullptr) {
        m_registry = m_snapshot->registry;
    }
}

/// What commands made.
void FormChoices::addMade(QList<FormChoice>& out, const QString& what) const
{
    if (m_fork == nullptr) {
        return;
    }
    for (const Command& command : m_fork->commands()) {
        const auto* link = std::get_if<AddLink>(&command.action);
        const auto* conduit = std::get_if<AddConduit>(&command.action);
        const auto* pool = std::get_if<AddPool>(&command.action);
        const auto* job = std::get_if<SubmitJob>(&command.action);
        if (link != nullptr && what == u"link") {
            out.append({shown(link->id), {}});
        } else if (conduit != nullptr && what == u"conduit") {
            out.append({shown(conduit->id), {}});
        } else if (pool != nullptr && what == u"pool") {
            out.append({shown(pool->id), {}});
        } else if (job != nullptr && what == u"job") {
            out.append({shown(job->id), {}});
        }
    }
}

QList<FormChoice> FormChoices::targets(const QString& what) const
{
    QList<FormChoice> out;
    const auto named = [&](const auto& list) {
        for (const auto& entity : list) {
            out.append({shown(entity.id), m_language.name(entity.name)});
        }
    };
    const auto between = [&](const auto& list) {
        for (const auto& entity : list) {
            out.append({shown(entity.id), m_language.name(m_registry->name(entity.a)) +
                                              QStringLiteral(" ↔ ") +
                                              m_language.name(m_registry->name(entity.b))});
        }
    };
    if (what == u"conduit") {
        between(m_registry->conduits);
    } else if (what == u"link") {
        between(m_registry->links);
    } else if (what == u"site") {
        named(m_registry->sites);
    } else if (what == u"pool") {
        named(m_registry->pools);
    } else if (what == u"service_node" || what == u"identifier_service") {
        named(m_registry->serviceNodes);
    } else if (what == u"interconnection") {
        for (const auto& point : m_registry->interconnections) {
            out.append({shown(point.id), {}});
        }
    } else if (what == u"province") {
        for (const twin::Province& province : twin::provinces()) {
            out.append({QString::number(province.adcode), m_language.name(province.name)});
        }
    } else if (what == u"source" && m_snapshot != nullptr) {
        for (const auto& source : *m_snapshot->sources) {
            out.append({shown(source.name), {}});
        }
    }
    if (what == u"card") {
        return jobs();
    }
    addMade(out, what);
    return out;
}

QList<FormChoice> FormChoices::jobs() const
{
    QList<FormChoice> out;
    const auto add = [&](const auto& list) {
        for (const auto& job : list) {
            if (job != nullptr) {
                out.append({shown(job->id), m_language.name(job->name)});
            }
        }
    };
    if (m_fork != nullptr) {
        add(m_fork->ground()->jobs());
    } else if (m_snapshot != nullptr) {
        add(m_snapshot->directory->jobs);
    }
    addMade(out, QStringLiteral("job"));
    return out;
}

QList<FormChoice> FormChoices::of(FieldSource source, const QString& what) const
{
    if (m_registry == nullptr) {
        return {};
    }
    QList<FormChoice> out;
    QSet<QString> seen;
    switch (source) {
    case FieldSource::Target:
        return targets(what);
    case FieldSource::Conduit:
        return targets(QStringLiteral("conduit"));
    case FieldSource::Link:
        return targets(QStringLiteral("link"));
    case FieldSource::Pool:
        return targets(QStringLiteral("pool"));
    case FieldSource::Place:
        return targets(QStringLiteral("site")) + targets(QStringLiteral("pool"));
    case FieldSource::Province:
        return targets(QStringLiteral("province"));
    case FieldSource::Job:
        return jobs();
    case FieldSource::Subject:
    case FieldSource::Tenant:
        for (const auto& subject : m_registry->subjects) {
            out.append({shown(subject.id), m_language.name(subject.name)});
        }
        break;
    case FieldSource::Carrier:
        for (const auto& carrier : m_registry->carriers) {
            out.append({shown(carrier.id), m_language.name(carrier.name)});
        }
        break;
    case FieldSource::ChipClass:
        for (const auto& pool : m_registry->pools) {
            for (const auto& chip : pool.chips) {
                const QString name = shown(chip.chipClass);
                if (!seen.contains(name)) {
                    seen.insert(name);
                    out.append({name, {}});
                }
            }
        }
        break;
    case FieldSource::None:
        break;
    }
    return out;
}

} // namespace models
