import { type Block, type Inline, type Mentionable, parseRichText } from '@godwit/shared/rich-text/parse-rich-text';
import { memo } from 'react';
import { CodeBlock } from './CodeBlock.js';
import { Mention } from './Mention.js';
import styles from './RichText.module.css';

interface RichTextProps {
  readonly text: string;
  readonly mentions: readonly Mentionable[];
}

/** A text with what people may write besides words. Nothing of the text becomes markup. */
export const RichText = memo(function RichText({ text, mentions }: RichTextProps) {
  return parseRichText(text, mentions).map((block, at) => <BlockView key={at} block={block} />);
});

function BlockView({ block }: { block: Block }) {
  switch (block.at) {
    case 'code':
      return <CodeBlock language={block.language} text={block.text} />;
    case 'quote':
      return (
        <blockquote className={styles.quote}>
          <Parts parts={block.parts} />
        </blockquote>
      );
    case 'text':
      return (
        <span className={styles.text}>
          <Parts parts={block.parts} />
        </span>
      );
  }
}

const Parts = ({ parts }: { parts: readonly Inline[] }) => parts.map((part, at) => <Part key={at} part={part} />);

function Part({ part }: { part: Inline }) {
  switch (part.at) {
    case 'text':
      return part.text;
    case 'code':
      return <code className={styles.code}>{part.text}</code>;
    case 'link':
      return (
        <a href={part.href} target="_blank" rel="noopener noreferrer nofollow">
          {part.text}
        </a>
      );
    case 'mention':
      return <Mention userId={part.userId} text={part.text} />;
    case 'bold':
      return (
        <strong>
          <Parts parts={part.parts} />
        </strong>
      );
    case 'italic':
      return (
        <i>
          <Parts parts={part.parts} />
        </i>
      );
    case 'struck':
      return (
        <s>
          <Parts parts={part.parts} />
        </s>
      );
  }
}
