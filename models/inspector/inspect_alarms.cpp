#include "models/inspector/inspection_builder.h"

#include "models/attention/alarm_words.h"
#include "models/format/terms.h"

#include <algorithm>

namespace models {

using namespace twin::state;

namespace {

constexpr qsizetype kMaxShown = 50; ///< of one entity; worst first

} // namespace

/// All that sources report of it, also what the list of problems says in other words.
void InspectionBuilder::addAlarms(twin::EntityRef entity)
{
    const std::string id = m_snapshot.id(entity);
    beginSection(QStringLiteral("alarms"), tr("Alarms"));
    qsizetype shown = 0;
    for (const Alarm& alarm : *m_snapshot.alarms) {
        if (alarm.kind != entity.kind || alarm.resourceId != id) {
            continue;
        }
        if (shown++ == kMaxShown) {
            return;
        }
        const QString known = alarmWords(alarm.type);
        QString what = known.isEmpty() ? format::text(alarm.type) : known;
        if (!alarm.qualifier.empty()) {
            //: an alarm and what it is about more closely
            what = tr("%1 (%2)").arg(what, format::text(alarm.qualifier));
        }
        QStringList from;
        for (const AlarmVoice& voice : alarm.voices) {
            from.append(format::text(voice.source));
        }
        QStringList parts{Terms::of(alarm.severity), from.join(QStringLiteral(", "))};
        if (alarm.count > 1) {
            parts.append(tr("%n time(s)", nullptr, static_cast<int>(alarm.count)));
        }
        if (alarm.operatorState != OperatorState::None) {
            parts.append(Terms::of(alarm.operatorState));
        }
        if (!alarm.text.empty()) {
            parts.append(format::text(alarm.text));
        }
        fact(what, parts.join(QStringLiteral(" · ")));
    }
}

} // namespace models
