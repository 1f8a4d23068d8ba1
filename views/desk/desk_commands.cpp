#include "views/desk/desk_commands.h"

#include "models/console_models.h"
#include "models/search/related.h"
#include "views/actions/action_registry.h"
#include "views/desk/handling_dialog.h"
#include "views/main_window/main_window.h"
#include "views/tables/attention_panel.h"

namespace views {

using models::DeskTarget;

DeskCommands::DeskCommands(MainWindow& window, const ViewContext& context, AttentionPanel& attention)
    : QObject(&window)
    , m_window(window)
    , m_context(context)
    , m_attention(attention)
{
    bind("desk.acknowledge", &DeskCommands::acknowledge);
    bind("desk.unacknowledge", &DeskCommands::takeBack);
    bind("desk.shelve", &DeskCommands::shelve);
    bind("desk.unshelve", &DeskCommands::unshelve);
    bind("desk.assign", &DeskCommands::assign);
    context.actions.bind(QStringLiteral("desk.comment"), this, [this](bool) { comment(); });
}

void DeskCommands::bind(const char* action, Act act)
{
    m_context.actions.bind(QString::fromLatin1(action), this, [this, act](bool) {
        if (const auto of = target()) {
            tell((this->*act)(*of));
        }
    });
}

std::optional<DeskTarget> DeskCommands::target()
{
    const std::optional<int> row = m_attention.currentRow();
    if (!row) {
        m_window.messages().show({Message::Tone::Information,
                                  tr("Nothing that needs attention is chosen."),
                                  {},
                                  tr("Choose a row of Attention first: J goes to the next one."),
                                  {}});
        return std::nullopt;
    }
    return m_context.models.attention.target(*row);
}

void DeskCommands::tell(const QString& refusal)
{
    if (!refusal.isEmpty()) {
        m_window.messages().show({Message::Tone::Problem, refusal, {}, {}, {}});
    }
}

QString DeskCommands::about(const DeskTarget& target) const
{
    const models::AttentionModel& attention = m_context.models.attention;
    for (int row = 0; !target.item.empty() && row < attention.rowCount(); ++row) {
        if (attention.target(row).item == target.item) {
            const auto text = [&](int column) {
                return attention.index(row, column).data().toString();
            };
            //: %1: where, %2: what is wrong there
            return tr("%1: %2").arg(text(models::AttentionModel::EntityColumn),
                                    text(models::AttentionModel::WhatColumn));
        }
    }
    const auto& snapshot = m_context.models.feed.snapshot();
    const QString label =
        snapshot ? models::entityLabel(*snapshot, target.entity, m_context.models.language) : QString();
    return label.isEmpty() ? target.entity.id : label;
}

QString DeskCommands::acknowledge(const DeskTarget& target)
{
    return m_context.models.desk.acknowledge(target);
}

QString DeskCommands::takeBack(const DeskTarget& target)
{
    return m_context.models.desk.unacknowledge(target);
}

QString DeskCommands::unshelve(const DeskTarget& target)
{
    return m_context.models.desk.unshelve(target);
}

QString DeskCommands::shelve(const DeskTarget& target)
{
    HandlingDialog::Question question{QStringLiteral("shelveDialog"), tr("Shelve"), about(target), tr("Why"),
                                      tr("Shelve")};
    question.asksDuration = true;
    auto* dialog = new HandlingDialog(
        question,
        [this, target](const QString& text, twin::TimeNs duration) {
            return m_context.models.desk.shelve(target, duration, text);
        },
        &m_window);
    dialog->open();
    return {};
}

QString DeskCommands::assign(const DeskTarget& target)
{
    HandlingDialog::Question question{QStringLiteral("assignDialog"), tr("Assign"), about(target),
                                      tr("To whom (empty: to nobody)"), tr("Assign")};
    question.text = QString::fromStdString(m_context.models.desk.seat());
    auto* dialog = new HandlingDialog(
        question,
        [this, target](const QString& text, twin::TimeNs) {
            return m_context.models.desk.assign(target, text);
        },
        &m_window);
    dialog->open();
    return {};
}

/// On the row of Attention a person is on, else on what is selected.
void DeskCommands::comment()
{
    DeskTarget of;
    if (const std::optional<int> row = m_attention.currentRow()) {
        of = m_context.models.attention.target(*row);
    } else {
        of.entity = m_context.models.selection.current();
    }
    if (of.item.empty() && !of.entity.isValid()) {
        m_window.messages().show(
            {Message::Tone::Information,
             tr("There is nothing to comment on."),
             {},
             tr("Select a row or something on the map first; N writes a note about nothing "
                "in particular."),
             {}});
        return;
    }
    HandlingDialog::Question question{QStringLiteral("commentDialog"), tr("Comment"), about(of),
                                      tr("Comment"), tr("Write")};
    question.isTextNeeded = true;
    auto* dialog = new HandlingDialog(
        question,
        [this, of](const QString& text, twin::TimeNs) { return m_context.models.desk.comment(of, text); },
        &m_window);
    dialog->open();
}

} // namespace views
