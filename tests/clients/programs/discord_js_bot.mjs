// discord.js. What it does is told in surroundings.py.

import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  Events,
  GatewayIntentBits,
  ModalBuilder,
  Partials,
  TextInputBuilder,
  TextInputStyle,
} from "discord.js";

const say = (...words) => console.log(...words);
const [, base, version] = process.env.LOCAL_API.match(/^(.*)\/v(\d+)$/);

const client = new Client({
  intents: Object.values(GatewayIntentBits).filter(Number.isInteger),
  partials: [Partials.Message, Partials.Reaction],
  rest: { api: base, version },
});

const row = (...components) => new ActionRowBuilder().addComponents(...components);
const button = (id, label) =>
  new ButtonBuilder().setCustomId(id).setLabel(label).setStyle(ButtonStyle.Primary);

client.once(Events.ClientReady, async () => {
  await client.application.commands.set([{ name: "panel", description: "Show a panel" }]);
  say("ready");
});

client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isChatInputCommand()) {
    const buttons = row(button("press", "Press"), button("form", "Form"));
    await interaction.reply({ content: "panel", components: [buttons] });
  } else if (interaction.isModalSubmit()) {
    await interaction.reply(`Hello, ${interaction.fields.getTextInputValue("name")}`);
  } else if (interaction.customId === "form") {
    const name = new TextInputBuilder()
      .setCustomId("name")
      .setLabel("Name")
      .setStyle(TextInputStyle.Short);
    const form = new ModalBuilder().setCustomId("form").setTitle("Form");
    await interaction.showModal(form.addComponents(row(name)));
  } else {
    await interaction.reply("pressed");
  }
});

client.on(Events.MessageCreate, (message) => {
  if (!message.author.bot) say("message", message.content);
});
client.on(Events.MessageReactionAdd, (reaction) => say("reaction", reaction.emoji.name));
client.on(Events.GuildMemberAdd, (member) => say("join", member.user.username));
client.on(Events.GuildMemberUpdate, (before, after) => {
  const roles = [...after.roles.cache.values()].filter((role) => role.position);
  say("update", ...roles.map((role) => role.name));
});
client.on(Events.ShardResume, () => say("resumed"));

await client.login(process.env.LOCAL_TOKEN);
